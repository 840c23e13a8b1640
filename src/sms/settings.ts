/** How one store sends short messages. From the environment: see config.ts. */
export interface SmsSettings {
  vendor: 'aliyun' | 'huawei' | 'file';
  /** 阿里云: AccessKey ID · 华为云: APP_Key. */
  keyId: string;
  secret: string;
  /** Approved signature, without the brackets 【】. */
  signature: string;
  baseUrl: string;
  /** Our template names to the vendor's ids. */
  templateIds: Readonly<Record<string, string>>;
  /** 华为云: channel number of the signature. */
  sender: string;
  /** Where the vendor pushes reports and answers; 华为云 is told with each message, 阿里云 in its console. */
  callbackUrl: string;
  /** `file`: each message is appended here as one JSON line. */
  file: string;
}
